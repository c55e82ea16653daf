use super::super::sample::{actor, kinds};
use super::*;

const HOLDING: Holding = Holding {
    tenant: Uuid::from_u128(9),
    owner: Some(Uuid::from_u128(2)),
};

#[test]
fn owners_and_administrators_of_the_tenant_ask() {
    let stranger = Actor {
        tenant: Uuid::from_u128(8),
        ..actor(2, true)
    };
    let cases = [
        (None, vec![RefusalKind::NobodyActs]),
        (Some(actor(1, true)), vec![]),
        (Some(actor(2, false)), vec![]),
        (Some(actor(3, false)), vec![RefusalKind::NoRight]),
        (Some(stranger), vec![RefusalKind::NoRight]),
    ];
    for (who, expected) in cases {
        assert_eq!(kinds(&asking(who.as_ref(), HOLDING)), expected, "{who:?}");
    }
}

#[test]
fn whoever_asks_does_not_decide() {
    let asked = actor(1, true).person();
    let decide = |who: Actor, asked: &Person, four_eyes| {
        kinds(&deciding(Some(&who), HOLDING, Some(asked), four_eyes))
    };
    let same = [RefusalKind::SamePerson];
    assert_eq!(decide(actor(1, true), &asked, Some(true)), same);
    assert_eq!(decide(actor(1, true), &asked, None), same);
    assert_eq!(decide(actor(1, true), &asked, Some(false)), []);
    assert_eq!(decide(actor(3, true), &asked, Some(true)), []);
    assert_eq!(
        decide(actor(3, false), &asked, Some(true)),
        [RefusalKind::NoRight]
    );
    // The owner is no administrator, and so does not decide either.
    assert_eq!(
        decide(actor(2, false), &asked, Some(false)),
        [RefusalKind::NoRight]
    );
    // Erased, and registered anew under another id: the pseudonym tells.
    let erased = Person {
        id: None,
        name: None,
        ..asked
    };
    assert_eq!(decide(actor(1, true), &erased, Some(true)), same);
    let unknown = Person {
        id: None,
        subject_key: None,
        name: None,
    };
    assert_eq!(decide(actor(3, true), &unknown, Some(true)), same);
    assert_eq!(decide(actor(3, true), &unknown, Some(false)), []);
    assert_eq!(
        kinds(&deciding(None, HOLDING, Some(&unknown), Some(false))),
        [RefusalKind::NobodyActs]
    );
}

#[test]
fn people_of_whom_nothing_is_known_are_not_the_same() {
    let unknown = Person {
        id: None,
        subject_key: None,
        name: None,
    };
    assert!(!unknown.is(&unknown));
    assert_eq!(unknown.shown(), "nobody who is known");
    let erased = Person {
        subject_key: Some(Uuid::nil()),
        ..unknown
    };
    assert!(erased.shown().contains("erased"));
    assert_eq!(actor(4, false).person().shown(), "person 4");
}
