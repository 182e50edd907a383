//! The preview over real sockets and real files.

use crate::folder::{Folder, ORDERS};
use crate::program::{Running, command, eventually};
use crate::wire::{News, Reply, get, get_as};
use retrospect::serve::MARKUP;
use std::net::{SocketAddr, TcpListener};

/// A preview that runs until this is dropped.
pub struct Preview {
    running: Running,
    address: SocketAddr,
}

impl Preview {
    /// Serves the site of a folder at any free port.
    #[track_caller]
    pub fn of(site: &Folder) -> Preview {
        Preview::with(site, &["--port", "0"])
    }

    /// Serves the site of a folder with these arguments.
    #[track_caller]
    pub fn with(site: &Folder, arguments: &[&str]) -> Preview {
        let arguments = [&["serve"], arguments].concat();
        let running = Running::start(&mut command(site.path(), &arguments));
        let address = running.first_line(|line| {
            line.strip_prefix("Serving http://")?.strip_suffix('/')?.parse().ok()
        });
        Preview { running, address }
    }

    /// The full address of a page.
    pub fn url(&self, page: &str) -> String {
        format!("http://{}/{page}", self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Asks it to end, and gives its exit status.
    #[track_caller]
    pub fn end(self) -> Option<i32> {
        self.running.interrupt()
    }

    /// What it answers at a path.
    #[track_caller]
    pub fn get(&self, path: &str) -> Reply {
        get(self.address, path)
    }

    /// The stream of news, its first event read.
    #[track_caller]
    pub fn news(&self) -> News {
        let mut news = News::of(self.address);
        news.next();
        news
    }

    /// Its findings, as JSON.
    #[track_caller]
    pub fn findings(&self) -> String {
        self.get("/_retrospect/findings").ends(200).body
    }
}

const ORDERS_FILE: &str = "content/2024-05-06-orders.md";
const ORDERS_PAGE: &str = "/incidents/orders/";

#[test]
fn pages_and_assets_are_answered() {
    let preview = Preview::of(&Folder::small_site());
    let index = preview.get("/").ends(200);
    assert_eq!(index.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(index.header("cache-control"), "no-store");
    assert!(index.body.contains("Orders stood still"));
    let page = preview.get(ORDERS_PAGE).ends(200);
    assert!(page.body.contains("/_retrospect/client.js"), "the preview's script is on the page");
    let style = crate::page::select(&page.body, "link[rel=stylesheet]", |element| {
        element.attr("href").unwrap_or("").replace("../../", "/")
    });
    assert_eq!(preview.get(&style[0]).ends(200).header("content-type"), "text/css; charset=utf-8");
    preview.get("/_retrospect/client.js").ends(200);
}

#[test]
fn a_page_without_its_slash_is_moved_to_it() {
    let preview = Preview::of(&Folder::small_site());
    let reply = preview.get("/incidents/orders").ends(302);
    assert_eq!(reply.header("location"), ORDERS_PAGE);
    preview.get("/incidents/orders/index.html").ends(200);
}

#[test]
fn files_whose_names_are_like_an_index_are_answered() {
    let site = Folder::small_site();
    site.write("content/index.html", "a file\n");
    site.write("content/old-index.html", "another\n");
    let preview = Preview::of(&site);
    assert_eq!(preview.get("/files/index.html").ends(200).body, "a file\n");
    assert_eq!(preview.get("/files/old-index.html").ends(200).body, "another\n");
}

#[test]
fn an_address_that_is_not_there_is_404_with_a_page() {
    let preview = Preview::of(&Folder::small_site());
    let reply = preview.get("/incidents/absent/").ends(404);
    assert!(reply.body.contains("<main") && reply.body.contains("href=\"/\""), "{}", reply.body);
}

#[test]
fn pages_are_those_of_a_build_with_the_preview_added() {
    let site = Folder::small_site();
    crate::program::run(site.path(), &["build"]).ends(0);
    let preview = Preview::of(&site);
    let added = "<script src=\"/_retrospect/client.js\" defer></script>\n";
    for (file, address) in [
        ("index.html", "/"),
        ("incidents/orders/index.html", ORDERS_PAGE),
        ("years/index.html", "/years/"),
    ] {
        let served = preview.get(address).ends(200).body;
        assert!(served.contains(added), "{served}");
        assert_eq!(served.replace(added, ""), site.read(&format!("public/{file}")), "{file}");
    }
}

#[test]
fn a_change_is_told_and_seen() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let mut news = preview.news();
    site.write(ORDERS_FILE, &ORDERS.replace("no orders", "only tea orders"));
    news.until(|| preview.get(ORDERS_PAGE).ends(200).body.contains("only tea orders"));
}

#[test]
fn a_document_written_beside_and_renamed_is_seen() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let mut news = preview.news();
    site.write("content/.orders.swp", &ORDERS.replace("no orders", "only tea orders"));
    std::fs::rename(site.at("content/.orders.swp"), site.at(ORDERS_FILE)).unwrap();
    news.until(|| preview.get(ORDERS_PAGE).ends(200).body.contains("only tea orders"));
}

#[test]
fn documents_come_and_go_in_folders_that_were_not_there() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let mut news = preview.news();
    site.write("content/2024/menus/index.md", &ORDERS.replace("Orders", "Menus"));
    site.write("content/2024/menus/log.txt", "a log\n");
    news.until(|| preview.get("/incidents/menus/log.txt").status == 200);
    preview.get("/incidents/menus/").ends(200);
    std::fs::remove_dir_all(site.at("content/2024")).unwrap();
    news.until(|| preview.get("/incidents/menus/").status == 404);
}

#[test]
fn the_content_folder_may_go_away_and_come_back() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let mut news = preview.news();
    std::fs::rename(site.at("content"), site.at("elsewhere")).unwrap();
    news.until(|| preview.findings().contains("there is no folder"));
    preview.get(ORDERS_PAGE).ends(200);
    std::fs::rename(site.at("elsewhere"), site.at("content")).unwrap();
    news.until(|| !preview.findings().contains("there is no folder"));
    site.write(ORDERS_FILE, &ORDERS.replace("no orders", "only tea orders"));
    news.until(|| preview.get(ORDERS_PAGE).ends(200).body.contains("only tea orders"));
}

#[test]
fn a_theme_that_comes_later_is_seen() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let mut news = preview.news();
    site.write("themes/default/templates/index.html", "Own.");
    news.until(|| preview.get("/").ends(200).body == format!("Own.{MARKUP}\n"));
    site.write("themes/default/templates/index.html", "Changed.");
    news.until(|| preview.get("/").ends(200).body == format!("Changed.{MARKUP}\n"));
}

#[test]
fn broken_front_matter_keeps_serving_and_is_told_until_mended() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let mut news = preview.news();
    assert!(!preview.findings().contains("broken-front-matter"));
    site.write(ORDERS_FILE, "---\ntitle: [Orders\n---\nThe body is read.\n");
    news.until(|| preview.findings().contains("\"code\":\"broken-front-matter\""));
    assert!(preview.findings().contains("content/2024-05-06-orders.md:3:1"));
    assert!(preview.get(ORDERS_PAGE).ends(200).body.contains("The body is read."));
    site.write(ORDERS_FILE, ORDERS);
    news.until(|| !preview.findings().contains("broken-front-matter"));
}

#[test]
fn a_broken_site_file_and_a_broken_template_keep_serving() {
    let site = Folder::small_site();
    site.write("themes/own/templates/index.html", "Own.");
    site.write("site.toml", "title = \"Small\"\ntheme = \"own\"\n");
    let preview = Preview::of(&site);
    let mut news = preview.news();
    let own = format!("Own.{MARKUP}\n");
    assert_eq!(preview.get("/").ends(200).body, own);
    site.write("themes/own/templates/index.html", "{% if %}");
    news.until(|| preview.findings().contains("broken-template"));
    assert_eq!(preview.get("/").ends(200).body, own, "the last good site stays");
    site.write("site.toml", "title = ");
    news.until(|| preview.findings().contains("broken-site-file"));
    preview.get("/").ends(200);
}

#[test]
fn drafts_are_shown_unless_asked_not_to_be() {
    let site = Folder::small_site();
    site.write(ORDERS_FILE, &ORDERS.replace("title", "status: draft\ntitle"));
    Preview::of(&site).get(ORDERS_PAGE).ends(200);
    Preview::with(&site, &["--port", "0", "--no-drafts"]).get(ORDERS_PAGE).ends(404);
}

#[test]
fn a_foreign_host_is_refused() {
    let preview = Preview::of(&Folder::small_site());
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""] {
        for path in ["/", "/_retrospect/findings", "/_retrospect/events"] {
            let reply = get_as(preview.address, path, host).ends(403);
            assert!(!reply.body.contains("Orders"), "{host}{path}");
        }
    }
    get_as(preview.address, "/", "localhost").ends(200);
}

#[test]
fn no_path_leads_out_of_the_site() {
    let site = Folder::small_site();
    site.write("secret.txt", "SECRET");
    site.write("content/.hidden.txt", "SECRET");
    let preview = Preview::of(&site);
    for path in [
        "/../secret.txt",
        "/files/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/files/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/files/.hidden.txt",
        "//secret.txt",
        "/secret.txt",
        "/site.toml",
        "/content/2024-05-06-orders.md",
        "/_retrospect/../secret.txt",
        "/%00",
        "/%ff",
        "/%",
    ] {
        let reply = preview.get(path);
        assert!(matches!(reply.status, 400 | 403 | 404), "{path} gives {}", reply.status);
        assert!(!reply.body.contains("SECRET"), "{path}");
    }
}

#[test]
fn a_port_that_is_taken_gives_the_next() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let preview = Preview::with(&Folder::small_site(), &["--port", &port.to_string()]);
    assert_ne!(preview.address.port(), port);
    preview.get("/").ends(200);
}

#[test]
fn an_address_that_is_not_this_machines_is_a_failure() {
    let site = Folder::small_site();
    // RFC 5737 keeps this address for examples: no machine has it.
    let run = crate::program::run(site.path(), &["serve", "--host", "192.0.2.1", "--port", "0"]);
    run.ends(2).says("cannot listen on 192.0.2.1:0").says("--port");
}

#[test]
fn hanging_clients_do_no_harm() {
    let preview = Preview::of(&Folder::small_site());
    let hanging: Vec<_> =
        (0..100).map(|_| std::net::TcpStream::connect(preview.address).unwrap()).collect();
    preview.get("/").ends(200);
    drop(hanging);
}

#[test]
fn it_ends_when_it_is_told_to() {
    let preview = Preview::of(&Folder::small_site());
    let open = preview.news();
    assert_eq!(preview.running.interrupt(), Some(0));
    drop(open);
}

#[test]
fn polling_sees_changes_too() {
    let site = Folder::small_site();
    let preview = Preview::with(&site, &["--port", "0", "--poll"]);
    let mut news = preview.news();
    site.write(ORDERS_FILE, &ORDERS.replace("no orders", "only tea orders"));
    news.until(|| preview.get(ORDERS_PAGE).ends(200).body.contains("only tea orders"));
}

#[test]
fn watch_keeps_the_output_folder_up_to_date() {
    let site = Folder::small_site();
    let _watching = Running::start(&mut command(site.path(), &["watch"]));
    let page = site.at("public/incidents/orders/index.html");
    let holds =
        |words: &str| std::fs::read_to_string(&page).ok().filter(|html| html.contains(words));
    eventually("the first build", || holds("no orders"));
    site.write(ORDERS_FILE, &ORDERS.replace("no orders", "only tea orders"));
    eventually("the second build", || holds("only tea orders"));
}
