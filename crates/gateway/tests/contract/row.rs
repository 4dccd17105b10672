//! The table's form: clauses of rows, each a request and what becomes of it.

use axum::Router;

/// The site that all requests come from, unless a row says otherwise.
pub(crate) const ORIGIN: &str = "https://portal.example";
/// Another site of the list.
pub(crate) const OTHER: &str = "https://desk.example";

/// One sentence of the contract, and the rows that show it.
pub(crate) struct Clause {
    /// The sentence, without its full stop.
    pub(crate) says: &'static str,
    /// Why nginx can't keep it; `None` where it does.
    pub(crate) gateway_only: Option<&'static str>,
    pub(crate) stage: Stage,
    /// Asked one after the other, on one proxy that nobody else uses.
    pub(crate) rows: Vec<Row>,
}

/// What stands behind the proxy, and how that is set.
#[derive(Clone, Copy)]
pub(crate) enum Em {
    /// The simulator, whose certificate is its own issuer.
    Simulator,
    /// These replies, under a certificate of an authority.
    Scripted(fn() -> Router),
    /// Nobody: the port is free.
    Nobody,
    /// The simulator, with another certificate than the proxy was told.
    Stranger,
}

/// A proxy and its Enterprise Manager.
#[derive(Clone, Copy)]
pub(crate) struct Stage {
    pub(crate) em: Em,
    /// Opens further resources for reading.
    pub(crate) explore: bool,
    /// Time-outs of a second instead of half a minute.
    pub(crate) hasty: bool,
    /// Two sign-ins a minute from an address instead of sixty.
    pub(crate) strict: bool,
    /// So many requests are under way before the first row.
    pub(crate) crowd: usize,
}

/// One request, and what becomes of it.
pub(crate) struct Row {
    /// Method and target, such as `GET /api/`; `{token}` and `{session}` are filled in.
    pub(crate) line: String,
    pub(crate) headers: Vec<String>,
    pub(crate) body: Vec<u8>,
    /// A rule for the simulator, for this request alone.
    pub(crate) fault: Option<&'static str>,
    /// What the contract says.
    pub(crate) answer: Answer,
    /// What nginx does instead, in a clause that it can't keep.
    pub(crate) nginx: Option<Answer>,
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// `None` is a connection that ends without a reply.
    pub(crate) status: Option<u16>,
    /// The word of a reply of the proxy's own.
    pub(crate) code: Option<&'static str>,
    pub(crate) marks: Marks,
    /// Headers that come once with this value, or not at all.
    pub(crate) headers: Vec<(&'static str, Option<&'static str>)>,
    /// A header that comes with two values.
    pub(crate) twice: Option<&'static str>,
    /// Whether `Retry-After` is a number of seconds, up to a minute.
    pub(crate) retry_after: bool,
    pub(crate) body: Option<&'static str>,
    /// Whether the body comes whole.
    pub(crate) whole: bool,
    /// What Enterprise Manager hears: method and target.
    pub(crate) heard: Option<String>,
    /// The names of the headers that it hears, in order.
    pub(crate) heard_headers: Option<&'static [&'static str]>,
    /// How many bytes of a body it hears.
    pub(crate) heard_body_len: usize,
}

/// Headers that a reply carries beside those of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// Of the API, for a page of this origin.
    Cors(&'static str),
    /// Of the API, for a page of a site that is not on the list, or for no page.
    NoCors,
    /// Of a reply outside of the API that is no file either.
    Missing,
    /// Of the app's files.
    File,
}

/// A clause that both proxies keep, in front of the simulator.
pub(crate) fn clause(says: &'static str, rows: Vec<Row>) -> Clause {
    let stage = Stage { em: Em::Simulator, explore: false, hasty: false, strict: false, crowd: 0 };
    Clause { says, gateway_only: None, stage, rows }
}

impl Clause {
    pub(crate) fn gateway_only(self, reason: &'static str) -> Clause {
        Clause { gateway_only: Some(reason), ..self }
    }

    pub(crate) fn behind(mut self, em: Em) -> Clause {
        self.stage.em = em;
        self
    }

    pub(crate) fn explore(mut self) -> Clause {
        self.stage.explore = true;
        self
    }

    pub(crate) fn hasty(mut self) -> Clause {
        self.stage.hasty = true;
        self
    }

    pub(crate) fn strict(mut self) -> Clause {
        self.stage.strict = true;
        self
    }

    pub(crate) fn crowd(mut self, requests: usize) -> Clause {
        self.stage.crowd = requests;
        self
    }
}

/// A request from a page of the list that Enterprise Manager hears as it was sent.
pub(crate) fn ask(line: impl Into<String>) -> Row {
    let line = line.into();
    let answer = Answer {
        status: Some(200),
        code: None,
        marks: Marks::Cors(ORIGIN),
        headers: vec![],
        twice: None,
        retry_after: false,
        body: None,
        whole: true,
        heard: Some(line.clone()),
        heard_headers: None,
        heard_body_len: 0,
    };
    let headers = vec![format!("Origin: {ORIGIN}")];
    Row { line, headers, body: vec![], fault: None, answer, nginx: None }
}

impl Row {
    /// Signed in.
    pub(crate) fn signed_in(self) -> Row {
        self.with("X-RestSvcSessionId: {token}")
    }

    pub(crate) fn with(mut self, header: &str) -> Row {
        self.headers.push(header.to_owned());
        self
    }

    /// From pages of these origins instead: none, or more than one, may be said.
    pub(crate) fn from(mut self, origins: &[&str], marks: Marks) -> Row {
        self.headers.retain(|header| !header.starts_with("Origin:"));
        self.headers.extend(origins.iter().map(|origin| format!("Origin: {origin}")));
        self.answer.marks = marks;
        self
    }

    pub(crate) fn carrying(mut self, body: &[u8]) -> Row {
        self.headers.push(format!("Content-Length: {}", body.len()));
        self.body = body.to_vec();
        self
    }

    pub(crate) fn fault(mut self, rule: &'static str) -> Row {
        self.fault = Some(rule);
        self
    }

    /// Enterprise Manager answers with this status.
    pub(crate) fn passes(mut self, status: u16) -> Row {
        self.answer.status = Some(status);
        self
    }

    /// The proxy answers, and Enterprise Manager does not hear of it.
    pub(crate) fn refused(mut self, status: u16, code: &'static str) -> Row {
        self.answer = self.answer.refuses(status, code);
        self
    }

    /// As [`Self::refused`], without a body that says why.
    pub(crate) fn answered(mut self, status: u16) -> Row {
        self.answer = self.answer.answers(status);
        self
    }

    /// The proxy answers with a file of the app.
    pub(crate) fn file(mut self, status: u16) -> Row {
        self.answer = self.answer.answers(status);
        self.answer.marks = Marks::File;
        self
    }

    pub(crate) fn replies(mut self, headers: &[(&'static str, Option<&'static str>)]) -> Row {
        self.answer.headers.extend(headers);
        self
    }

    pub(crate) fn answer(mut self, change: impl FnOnce(Answer) -> Answer) -> Row {
        self.answer = change(self.answer);
        self
    }

    /// What nginx does instead, written as a change of what the contract says.
    pub(crate) fn nginx(mut self, change: impl FnOnce(Answer) -> Answer) -> Row {
        self.nginx = Some(change(self.answer.clone()));
        self
    }
}

impl Answer {
    pub(crate) fn refuses(self, status: u16, code: &'static str) -> Answer {
        Answer { code: Some(code), ..self.answers(status) }
    }

    pub(crate) fn answers(self, status: u16) -> Answer {
        let none = Answer { heard: None, heard_body_len: 0, heard_headers: None, ..self };
        Answer { status: Some(status), code: None, ..none }
    }

    /// The proxy's own words, after Enterprise Manager has heard of it.
    pub(crate) fn fails(self, status: u16, code: &'static str) -> Answer {
        Answer { status: Some(status), code: Some(code), body: None, ..self }
    }

    /// The connection ends without a reply.
    pub(crate) fn hangs_up(self) -> Answer {
        Answer { status: None, ..self.answers(0) }
    }

    pub(crate) fn marks(self, marks: Marks) -> Answer {
        Answer { marks, ..self }
    }

    /// Refused before anything but the line was read, so without CORS.
    pub(crate) fn unread(self) -> Answer {
        let answer = self.refuses(400, "not-allowed").marks(Marks::NoCors);
        Answer { headers: vec![], ..answer }
    }

    /// Enterprise Manager hears another line than was sent.
    pub(crate) fn hears(self, line: &str) -> Answer {
        Answer { heard: Some(line.to_owned()), ..self }
    }

    pub(crate) fn hears_headers(self, names: &'static [&'static str]) -> Answer {
        Answer { heard_headers: Some(names), ..self }
    }

    pub(crate) fn hears_body(self, len: usize) -> Answer {
        Answer { heard_body_len: len, ..self }
    }

    pub(crate) fn retry_after(self) -> Answer {
        Answer { retry_after: true, ..self }
    }

    /// The body ends in mid-air.
    pub(crate) fn cut(self) -> Answer {
        Answer { whole: false, ..self }
    }

    /// A header comes twice.
    pub(crate) fn headers_twice(self, name: &'static str) -> Answer {
        Answer { headers: vec![], twice: Some(name), ..self }
    }

    /// With these headers instead of those of its row.
    pub(crate) fn headers(self, headers: &[(&'static str, Option<&'static str>)]) -> Answer {
        Answer { headers: headers.to_vec(), ..self }
    }

    pub(crate) fn body(self, body: &'static str) -> Answer {
        Answer { body: Some(body), ..self }
    }
}
