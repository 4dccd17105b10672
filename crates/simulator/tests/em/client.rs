//! A simulator on free ports and a client that trusts its certificate.

use clap::Parser;
use reqwest::{Certificate, Client, Method, Response};
use restore_desk_simulator::{Options, Running, start};
use serde_json::Value;

pub(crate) const RUNNING: &str = "/api/restoreSessions/ed8e95ca-6ec5-4a2d-978b-e1108c4130b6";
pub(crate) const ADMIN: &str = "TECH\\admin";
pub(crate) const HELPDESK: &str = "TECH\\helpdesk";
pub(crate) const RESTORE_OPERATOR: &str = "TECH\\restore.operator";
pub(crate) const ITEM_OPERATOR: &str = "TECH\\item.operator";

/// One simulator and someone who asks it.
pub(crate) struct Em {
    pub(crate) running: Running,
    pub(crate) client: Client,
}

impl Em {
    /// Starts one with these flags besides the free ports.
    pub(crate) async fn start(flags: &[&str]) -> Em {
        let _already_set = rustls::crypto::ring::default_provider().install_default();
        let fixed = ["simulator", "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"];
        let options = Options::try_parse_from(fixed.iter().chain(flags)).unwrap();
        let running = start(options).await.unwrap();
        let certificate = Certificate::from_der(running.certificate()).unwrap();
        let client = Client::builder().tls_certs_only([certificate]).build().unwrap();
        Em { running, client }
    }

    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Response {
        let url = format!("{}{path}", self.running.url());
        let is_post = method == Method::POST;
        let mut request = self.client.request(method, url);
        if is_post {
            request = request.header("Content-Length", "0");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    pub(crate) async fn log_on(&self, user: &str) -> Response {
        let request = self.client.post(format!("{}/api/sessionMngr/?v=latest", self.running.url()));
        let request = request.basic_auth(user, Some("Restore-Desk-Demo-1"));
        // Without a body no Content-Length is sent, and EM refuses that.
        request
            .header("Content-Length", "0")
            .header("Accept", "application/json")
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn token(&self, user: &str) -> String {
        let reply = self.log_on(user).await;
        reply.headers()["X-RestSvcSessionId"].to_str().unwrap().to_owned()
    }

    /// GETs as JSON with a token: the status and the text.
    pub(crate) async fn get(&self, token: &str, path: &str) -> (u16, String) {
        let headers = [("Accept", "application/json"), ("X-RestSvcSessionId", token)];
        let reply = self.ask(Method::GET, path, &headers).await;
        (reply.status().as_u16(), reply.text().await.unwrap())
    }

    /// GETs what must be there.
    pub(crate) async fn json(&self, token: &str, path: &str) -> Value {
        let (status, text) = self.get(token, path).await;
        assert_eq!(status, 200, "{path}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// Asks the control endpoint: the status and the value.
    pub(crate) async fn control(&self, method: Method, path: &str, body: &str) -> (u16, Value) {
        let url = format!("{}{path}", self.running.control_url().unwrap());
        let reply = self.client.request(method, url).body(body.to_owned()).send().await.unwrap();
        let status = reply.status().as_u16();
        (status, serde_json::from_str(&reply.text().await.unwrap()).unwrap())
    }

    pub(crate) async fn post_control(&self, path: &str, body: &str) {
        let (status, value) = self.control(Method::POST, path, body).await;
        assert_eq!(status, 200, "{path} {body}: {value}");
    }
}
