//! What is pasted may be long: the work must stay in proportion.

use restore_desk_model::open;

/// Long texts of what takes most work.
#[test]
#[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn the_work_grows_no_faster_than_the_text() {
    let pieces = [
        "a",
        " ",
        "=\n",
        "-\n",
        "://",
        "https://",
        "#/",
        "#/open/",
        "/api/",
        "urn:veeam:",
        "?a=",
        "%25",
        "&amp;",
        "ed8e95ca-6ec5-4a2d-978b-e1108c4130b6",
        "https://x/?u=",
        "ed8e95ca-",
        "__;",
        "task-1",
        "\u{200b}",
    ];
    for first in pieces {
        for second in pieces {
            let piece = [first, second].concat();
            let text = piece.repeat(open::LEN_MAX / 4 / piece.len());
            let begun = std::time::Instant::now();
            _ = open::read(&text);
            assert!(begun.elapsed().as_secs() < 2, "{piece:?}");
        }
    }
}
