//! One Chromium with a profile of its own, that ends with the test.

use crate::folder::Folder;
use crate::program::Running;
use fantoccini::wd::{PrintConfiguration, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::process::Command;
use tokio::runtime::{Builder, Runtime};
use url::{ParseError, Url};

/// What to do where there is no browser.
const INSTALL: &str = "run tests/run, which installs Chromium and its driver \
     (Debian's packages chromium and chromium-driver)";

/// How wide the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A window on a desk.
    Wide,
    /// 360 CSS pixels.
    Phone,
    /// 320 CSS pixels, the least that WCAG 2.2 asks for (1.4.10, reflow).
    Small,
}

/// A browser with one open page.
pub struct Browser {
    runtime: Runtime,
    client: Client,
    _driver: Running,
    _profile: Folder,
}

impl Browser {
    /// Starts one; fails, and says what to install, where there is none.
    pub fn start(width: Width) -> Browser {
        let is_there = Command::new("chromedriver").arg("--version").output().is_ok();
        assert!(is_there, "there is no chromedriver: {INSTALL}");
        let driver = Running::start(Command::new("chromedriver").arg("--port=0"));
        let port: u16 = driver.first_line(|line| {
            line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
        });
        let profile = Folder::new();
        let Value::Object(capabilities) = capabilities(width, &profile) else { unreachable!() };
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let client = runtime.block_on(
            ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities)
                .connect(&format!("http://127.0.0.1:{port}")),
        );
        let client = client.unwrap_or_else(|error| panic!("no Chromium ({error}): {INSTALL}"));
        Browser { runtime, client, _driver: driver, _profile: profile }
    }

    /// Opens a page and waits until it is loaded.
    #[track_caller]
    pub fn open(&self, url: &str) {
        self.runtime.block_on(self.client.goto(url)).unwrap();
    }

    /// Clicks the first element that a CSS selector names.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        self.runtime
            .block_on(async { self.client.find(Locator::Css(selector)).await?.click().await })
            .unwrap();
    }

    /// Goes back to the page before.
    #[track_caller]
    pub fn back(&self) {
        self.runtime.block_on(self.client.back()).unwrap();
    }

    /// The page on paper, as PDF.
    #[track_caller]
    pub fn print(&self) -> Vec<u8> {
        self.runtime.block_on(self.client.print(PrintConfiguration::default())).unwrap()
    }

    /// Has every page that is opened from now on think that it is this moment.
    #[track_caller]
    pub fn pretend_moment(&self, iso: &str) {
        let source = format!(
            "{{ const real = Date; const now = new real({iso:?}).getTime();
                globalThis.Date = class extends real {{
                  constructor(...given) {{ super(...(given.length ? given : [now])); }}
                  static now() {{ return now; }} }}; }}"
        );
        self.run_before_pages(&source);
    }

    /// Runs a script in every page that is opened from now on, before any of its own.
    #[track_caller]
    pub fn run_before_pages(&self, script: &str) {
        let command = Run("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
        self.runtime.block_on(self.client.issue_cmd(command)).unwrap();
    }

    /// Presses keys where the focus is; a character outside the keyboard's is one of the protocol's.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        self.runtime
            .block_on(async { self.client.active_element().await?.send_keys(keys).await })
            .unwrap();
    }

    /// What a script returns that runs in the page.
    #[track_caller]
    pub fn run(&self, script: &str) -> Value {
        self.runtime.block_on(self.client.execute(script, Vec::new())).unwrap()
    }

    /// The same; `None` where the page is just being loaded anew.
    pub fn try_run(&self, script: &str) -> Option<Value> {
        self.runtime.block_on(self.client.execute(script, Vec::new())).ok()
    }

    /// Errors that were told to the console since they were last asked for.
    #[track_caller]
    pub fn console_errors(&self) -> Vec<String> {
        let entries = self.log(Log::Browser);
        let errors = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        errors.map(|entry| entry["message"].to_string()).collect()
    }

    /// Addresses that were asked for since they were last asked for here.
    #[track_caller]
    pub fn requests(&self) -> Vec<String> {
        let url = |entry: &Value| {
            let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let event = &event["message"];
            let is_request = event["method"] == "Network.requestWillBeSent";
            is_request.then(|| event["params"]["request"]["url"].as_str().unwrap_or("").to_owned())
        };
        self.log(Log::Performance).iter().filter_map(url).collect()
    }

    #[track_caller]
    fn log(&self, log: Log) -> Vec<Value> {
        let entries = self.runtime.block_on(self.client.issue_cmd(log)).unwrap();
        entries.as_array().expect("a list of entries").clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A driver that is ended without this leaves its Chromium running.
        let _ = self.runtime.block_on(self.client.clone().close());
    }
}

fn capabilities(width: Width, profile: &Folder) -> Value {
    let profile = format!("--user-data-dir={}", profile.path().display());
    let mut options = json!({
        "args": [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-prefers-reduced-motion",
            "--window-size=1280,900",
            profile,
        ],
    });
    if width != Width::Wide {
        let pixels = if width == Width::Phone { 360 } else { 320 };
        let metrics = json!({ "width": pixels, "height": 740, "pixelRatio": 2, "touch": true });
        options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
    }
    json!({
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

/// Chromium's own command for a log's new entries.
#[derive(Clone, Copy, Debug)]
enum Log {
    /// What scripts and the browser told the console.
    Browser,
    /// Events of the network.
    Performance,
}

impl WebDriverCompatibleCommand for Log {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or("")))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let kind = match self {
            Log::Browser => "browser",
            Log::Performance => "performance",
        };
        (Method::POST, Some(json!({ "type": kind }).to_string()))
    }
}

/// A command of Chromium's own protocol (<https://chromedevtools.github.io/devtools-protocol/>) with
/// its parameters.
#[derive(Clone, Debug)]
struct Run(&'static str, Value);

impl WebDriverCompatibleCommand for Run {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or("")))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}
