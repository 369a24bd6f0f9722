package io.srpo.data.curate;

import java.util.Locale;

/** Why a row is removed, in the order in which the reasons are tried: a row counts under the first that holds. */
public enum Filter {
    /** The row is no task: not JSON, a missing column, no answer. */
    UNREADABLE,
    /** The question offers options. */
    MULTIPLE_CHOICE,
    /** The answer is true or false. */
    TRUE_FALSE,
    /** A proof is asked for. */
    PROOF,
    /** More than one thing is asked for. */
    SEVERAL_PARTS,
    /** The question needs a picture. */
    PICTURE,
    /** The question holds a link. */
    LINK,
    /** Longer than allowed. */
    TOO_LONG,
    /** In none of the languages wanted. */
    LANGUAGE,
    /** The verifier does not accept the gold answer for itself, or the reference solution fails its own tests. */
    UNVERIFIABLE,
    /** Overlaps a benchmark's question. */
    CONTAMINATED,
    /** The same question stands elsewhere with another answer. */
    CONFLICT,
    /** The same question was kept before. */
    EXACT_DUPLICATE,
    /** Nearly the same question, with the same figures and answer, was kept before. */
    NEAR_DUPLICATE,
    /** Its group (source, topic, level) has as many rows as allowed. */
    BALANCE;

    /** The name in configuration and reports: {@code multiple-choice}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
