//! Several copies of the application on one workspace.

use provost_tests::local::{Version, open_folder, places};

use crate::application::Application;
use crate::processes::{postmaster, supervisors, wait_gone};

#[test]
fn the_second_uses_the_server_of_the_first_and_keeps_it() {
    let folder = open_folder().unwrap();
    let places = places(Version::Bundled, folder.path()).unwrap();
    let first = Application::holding(&places);
    let server = postmaster(&places);
    let second = Application::holding(&places);
    assert_eq!(postmaster(&places), server);

    first.quit();
    // Longer than the grace of a server that nobody uses.
    std::thread::sleep(places.grace * 3);
    let third = Application::holding(&places);
    assert_eq!(
        postmaster(&places),
        server,
        "the server has outlived the first copy"
    );
    second.kill();
    third.quit();
    wait_gone(&places);
}

#[test]
fn five_at_once_get_one_server() {
    let folder = open_folder().unwrap();
    let places = places(Version::Bundled, folder.path()).unwrap();
    for _ in 0..3 {
        let copies: Vec<_> = (0..5).map(|_| Application::launch(&places)).collect();
        copies.iter().for_each(Application::wait_ready);
        assert_eq!(supervisors(&places).len(), 1);
        copies.into_iter().for_each(Application::quit);
        // The next round starts while the last server may still be ending.
    }
    wait_gone(&places);
}
