//! Who is answered and what is not: foreign names, foreign pages, paths out of the site, clients
//! that hang.

use crate::folder::Folder;
use crate::serve::Preview;
use crate::wire::{get, get_with};
use std::io::Write as _;
use std::net::TcpStream;

#[test]
fn foreign_hosts_and_origins_are_refused() {
    let preview = Preview::of(&Folder::small_site());
    let own = preview.address().to_string();
    let port = preview.address().port();
    let foreign = [
        format!("Host: evil.example:{port}"),
        "Host: 127.0.0.1.evil.example".to_owned(),
        "Host: 0.0.0.0".to_owned(),
        "Host: [::ffff:10.0.0.1]".to_owned(),
        "Host: 169.254.169.254".to_owned(),
        "Host:".to_owned(),
        format!("Host: {own}\r\nOrigin: http://evil.example"),
        format!("Host: {own}\r\nOrigin: null"),
        format!("Host: {own}\r\nOrigin: https://{own}"),
        format!("Host: {own}\r\nOrigin: http://127.0.0.1:{}", port ^ 1),
        format!("Host: {own}\r\nOrigin: http://{own}.evil.example"),
    ];
    let paths = [
        "/",
        "/incidents/orders/",
        "/_retrospect/events",
        "/_retrospect/findings",
        "/_retrospect/beside/",
    ];
    for head in &foreign {
        for path in paths {
            let reply = get_with(preview.address(), path, head).ends(403);
            assert!(!reply.body.contains("Orders"), "{head} {path}");
        }
    }
    for head in
        [format!("Host: {own}"), format!("Host: localhost:{port}"), format!("Host: [::1]:{port}")]
    {
        get_with(preview.address(), "/", &head).ends(200);
    }
    get_with(preview.address(), "/", &format!("Host: {own}\r\nOrigin: http://{own}")).ends(200);
}

#[test]
fn only_reading_is_answered() {
    let preview = Preview::of(&Folder::small_site());
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let reply = crate::wire::ask_as(preview.address(), method, "/", "");
        assert_eq!(reply.status, 405, "{method}");
    }
}

#[test]
fn no_spelling_of_a_path_leads_out() {
    let site = Folder::small_site();
    site.write("content/notes/log.txt", "a log\n");
    site.write("outside.txt", "SECRET");
    site.write("content/_note.md", "SECRET");
    site.write("content/.git/config", "SECRET");
    std::os::unix::fs::symlink("../outside.txt", site.at("content/inside.txt")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", site.at("content/passwd.txt")).unwrap();
    let preview = Preview::of(&site);
    preview.get("/files/notes/log.txt").ends(200);
    let ups = [
        "..",
        "%2e%2e",
        "%2E.",
        "..%2f",
        "..%5c",
        "..\\",
        "....//",
        ".%00.",
        "%252e%252e",
        "%c0%ae%c0%ae",
    ];
    let targets =
        ["outside.txt", "site.toml", "content/_note.md", "etc/passwd", "content/.git/config"];
    for up in ups {
        for depth in 1..4 {
            for target in targets {
                for start in [
                    "",
                    "files/",
                    "files/notes/",
                    "incidents/orders/",
                    "assets/",
                    "_retrospect/",
                    "_retrospect/beside/",
                ] {
                    let path = format!("/{start}{}/{target}", vec![up; depth].join("/"));
                    if path.contains("_retrospect/beside/") {
                        assert!(!preview.get(&path).body.contains("SECRET"), "{path}");
                        continue;
                    }
                    let reply = preview.get(&path);
                    assert!(matches!(reply.status, 400 | 404), "{path} gives {}", reply.status);
                    assert!(
                        !reply.body.contains("SECRET") && !reply.body.contains("root:"),
                        "{path}"
                    );
                }
            }
        }
    }
    for path in ["/files/passwd.txt", "/files/_note.md", "/files/.git/config", "/C:/outside.txt"] {
        preview.get(path).ends(404);
    }
}

/// The link was a file when the folder was looked at; what it leads to now is not given out.
#[test]
fn a_file_that_became_a_link_is_not_followed_out() {
    let site = Folder::small_site();
    site.write("content/log.txt", "a log\n");
    let elsewhere = Folder::of(&[("secret.txt", "SECRET")]);
    let preview = Preview::of(&site);
    preview.get("/files/log.txt").ends(200);
    std::fs::remove_file(site.at("content/log.txt")).unwrap();
    std::os::unix::fs::symlink(elsewhere.at("secret.txt"), site.at("content/log.txt")).unwrap();
    for _ in 0..20 {
        assert!(!preview.get("/files/log.txt").body.contains("SECRET"));
    }
}

#[test]
fn three_hundred_hanging_clients_do_no_harm() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let mut news = preview.news();
    let hanging: Vec<TcpStream> = (0..300)
        .map(|number| {
            let mut stream = TcpStream::connect(preview.address()).unwrap();
            // Some say nothing, some half a line, some ask and never read.
            let said: &[u8] = match number % 3 {
                0 => b"",
                1 => b"GET / HTTP/1.1\r\nHo",
                _ => b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            };
            stream.write_all(said).unwrap();
            stream
        })
        .collect();
    get(preview.address(), "/").ends(200);
    let edited = crate::folder::ORDERS.replace("no orders", "only tea orders");
    site.write("content/2024-05-06-orders.md", &edited);
    news.until(|| preview.get("/incidents/orders/").body.contains("only tea orders"));
    drop(hanging);
    assert_eq!(preview.end(), Some(0));
}
