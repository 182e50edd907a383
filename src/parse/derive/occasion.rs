//! Sentences that tell of another occasion than the incident: an earlier one, or one like it.

use super::sentence::sentences;
use super::{find_word, has_word, lowered};

/// Words for another occasion by themselves.
const OTHER_OCCASIONS: &[&str] = &[
    "last time",
    "previous time",
    "time before",
    "before that",
    "last week",
    "last month",
    "last quarter",
    "last year",
    "weeks ago",
    "months ago",
    "years ago",
    "a year ago",
    "a month ago",
    "a week ago",
    "last incident",
    "last outage",
    "past incident",
    "past incidents",
    "past outage",
    "past outages",
    "as in inc",
    "like in inc",
];

/// Words that make one of [`OCCASIONS`] another than the incident.
const OTHERS: &[&str] = &["previous", "earlier", "similar", "prior", "former", "other", "another"];

/// Words for what a postmortem is about.
const OCCASIONS: &[&str] = &[
    "incident",
    "incidents",
    "outage",
    "outages",
    "one",
    "ones",
    "occasion",
    "occasions",
    "disruption",
    "disruptions",
    "postmortem",
    "postmortems",
];

/// Most words between the two, as in `a similar DNS outage`.
const MOST_BETWEEN: usize = 1;

/// Words that open a sentence about what the one before it was about.
const GOES_ON: &[&str] = &["it", "that", "that one", "then", "back then", "at that time"];

/// The sentences of a text that tell of the incident itself, in its order, each with its first
/// byte. `year` is that of the incident; where it is not known, no year is another.
pub(super) fn own_sentences(text: &str, year: Option<i32>) -> impl Iterator<Item = (usize, &str)> {
    let mut was_other = false;
    sentences(text).filter(move |(_, sentence)| {
        let lower = lowered(sentence);
        was_other = tells_of_another(&lower, year) || was_other && goes_on(&lower);
        !was_other
    })
}

/// True where a sentence in lower case tells of another occasion than the incident.
pub(super) fn tells_of_another(sentence: &str, year: Option<i32>) -> bool {
    has_word(sentence, OTHER_OCCASIONS)
        || names_another(sentence)
        || year.is_some_and(|year| is_of_another_year(sentence, year))
}

/// `a previous outage`, `a similar one`
fn names_another(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    words.iter().enumerate().any(|(index, word)| {
        OTHERS.contains(&word.trim_start_matches(|c: char| !c.is_alphanumeric()))
            && words
                .iter()
                .skip(index + 1)
                .take(MOST_BETWEEN + 1)
                .any(|next| OCCASIONS.contains(&plain(next).as_str()))
    })
}

/// `in 2019`, `back in March 2019`; a year behind another word may be a number.
fn is_of_another_year(sentence: &str, year: i32) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    words.iter().enumerate().any(|(index, word)| {
        let number = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let written = number.parse().ok().filter(|year| (1990..2100).contains(year));
        let is_behind_in = words[..index].iter().rev().take(2).any(|word| *word == "in");
        is_behind_in && written.is_some_and(|written: i32| written != year)
    })
}

fn goes_on(sentence: &str) -> bool {
    GOES_ON.iter().any(|word| find_word(sentence, word) == Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_about_another_occasion_are_left_out() {
        let cases = [
            ("Last year we had a similar one that lasted 6 hours.", 0),
            ("The last time it lasted 6 hours. It hit 80% of users. This one lasted 1 hour.", 1),
            ("A previous outage on 2024-12-01 lasted 4 hours.", 0),
            ("In an earlier DNS incident, 80% of users were hit.", 0),
            ("As in INC-12, it lasted 2 hours.", 0),
            ("Back in March 2019 it lasted 6 hours.", 0),
            ("In 2019 it lasted 6 hours.", 0),
            ("In 2024 it lasted 6 hours. It lasted 2 hours.", 2),
            ("It lasted 6 hours, the last of them in 30 regions.", 1),
            ("Users saw a similar error for 2 hours.", 1),
            ("In the last one and a half hours 20% of users were hit.", 1),
            ("Last year we had a similar one. It lasted 6 hours. This outage lasted 2 hours.", 1),
        ];
        for (text, expected) in cases {
            assert_eq!(own_sentences(text, Some(2024)).count(), expected, "{text}");
        }
        assert_eq!(own_sentences("In 2019 it lasted 6 hours.", None).count(), 1);
    }
}
