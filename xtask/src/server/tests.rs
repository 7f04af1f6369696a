use std::io::{Read, Write};

use super::*;

fn site() -> (tempfile::TempDir, Server) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "<p>hello</p>").unwrap();
    std::fs::write(folder.path().join("app.js"), "let a = 1;").unwrap();
    let options = Options { prefix: "/sub/".to_owned(), ..Options::new(folder.path().to_path_buf()) };
    (folder, Server::start(options).unwrap())
}

fn get(server: &Server, path: &str) -> String {
    let mut stream = TcpStream::connect(server.address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn serves_below_the_prefix_with_headers() {
    let (_folder, server) = site();
    let page = get(&server, "/sub/");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("Content-Security-Policy: default-src 'none'") && page.ends_with("<p>hello</p>"));
    assert!(get(&server, "/app.js").starts_with("HTTP/1.1 404"));
    assert_eq!(server.requests(), ["index.html", ""]);
}

#[test]
fn the_policy_has_the_hosts_of_the_page() {
    let (folder, server) = site();
    std::fs::write(folder.path().join("index.html"), "<meta connect-src 'self' https://a.example; x>")
        .unwrap();
    let page = get(&server, "/sub/");
    assert!(page.contains("connect-src 'self' https://a.example; base-uri"), "{page}");
}

#[test]
fn faults_come_and_go() {
    let (_folder, server) = site();
    for (fault, end) in [
        (Fault::Replace(b"other".to_vec()), "\r\n\r\nother"),
        (Fault::Truncate(3), "Content-Length: 10\r\n\r\nlet"),
        (Fault::Status(500), "\r\n\r\nfault"),
    ] {
        server.set_fault("app.js", fault);
        assert!(get(&server, "/sub/app.js").ends_with(end));
    }
    server.clear_faults();
    assert!(get(&server, "/sub/app.js").ends_with("let a = 1;"));
}

#[test]
fn a_stopped_server_frees_its_port() {
    let (folder, server) = site();
    let (port, root) = (server.port(), folder.path().to_path_buf());
    server.stop();
    assert!(Server::start(Options { port, ..Options::new(root) }).is_ok());
}
