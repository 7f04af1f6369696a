//! One connection: read the request, find the file, apply the fault, write the answer.

use std::fs;
use std::io::{self, Write};
use std::net::TcpStream;
use std::time::Duration;

use twinlet_site::headers::{headers, policy_of};

use super::fault::Fault;
use super::request::{self, Request};
use super::{Shared, lock};

/// Browsers open connections ahead of need; an idle one ends after this time.
const READ_TIMEOUT: Duration = Duration::from_secs(15);

/// What goes out: `body` may hold fewer bytes than `promised`.
struct Answer {
    status: u16,
    body: Vec<u8>,
    promised: usize,
    is_brotli: bool,
}

/// Serves one connection. A browser that goes away in the middle is no error.
pub(super) fn serve(stream: TcpStream, shared: &Shared) {
    if stream.set_read_timeout(Some(READ_TIMEOUT)).is_err() {
        return;
    }
    if let Some(request) = request::read(&stream, &shared.prefix) {
        drop(respond(stream, &request, shared));
    }
}

fn respond(stream: TcpStream, request: &Request, shared: &Shared) -> io::Result<()> {
    let path = request.path.as_deref().unwrap_or_default();
    shared.note(path);
    let fault = lock(&shared.faults).get(path);
    let answer = apply(fault, find(path, request.brotli, shared));
    let page = fs::read_to_string(lock(&shared.root).join("index.html")).unwrap_or_default();
    let policy = policy_of(&page);
    shared.traffic.delay();
    write(stream, (path, &policy), &answer, (request.is_head, shared))
}

fn find(path: &str, brotli: bool, shared: &Shared) -> Answer {
    let file = lock(&shared.root).join(path);
    if let Some(body) = brotli.then(|| fs::read(format!("{}.br", file.display())).ok()).flatten() {
        return Answer { is_brotli: true, ..Answer::new(200, body) };
    }
    match fs::read(file) {
        Ok(body) if !path.is_empty() => Answer::new(200, body),
        _ => Answer::new(404, b"not found".to_vec()),
    }
}

fn apply(fault: Option<Fault>, answer: Answer) -> Answer {
    match fault {
        None => answer,
        Some(Fault::Replace(body)) => Answer::new(200, body),
        Some(Fault::Status(status)) => Answer::new(status, b"fault".to_vec()),
        Some(Fault::Truncate(length)) => {
            let promised = answer.promised;
            Answer {
                body: answer.body.into_iter().take(length).collect(),
                promised,
                ..Answer::new(200, vec![])
            }
        }
        Some(Fault::Delay(time)) => {
            std::thread::sleep(time);
            answer
        }
    }
}

fn write(
    mut stream: TcpStream,
    (path, policy): (&str, &str),
    answer: &Answer,
    (is_head, shared): (bool, &Shared),
) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {} -\r\nConnection: close\r\n", answer.status);
    let served_as = if answer.status == 200 { path } else { "error.txt" };
    for (name, value) in headers(served_as, policy) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if answer.is_brotli {
        head.push_str("Content-Encoding: br\r\n");
    }
    head.push_str(&format!("Content-Length: {}\r\n\r\n", answer.promised));
    stream.write_all(head.as_bytes())?;
    if !is_head {
        shared.traffic.send(&mut stream, &answer.body)?;
    }
    stream.flush()
}

impl Answer {
    fn new(status: u16, body: Vec<u8>) -> Self {
        Self { status, promised: body.len(), body, is_brotli: false }
    }
}
