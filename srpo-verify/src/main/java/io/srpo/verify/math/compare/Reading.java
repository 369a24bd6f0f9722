package io.srpo.verify.math.compare;

/**
 * How what is ambiguous is read.
 *
 * @param degrees whether a degree sign scales by pi/180; otherwise it is a unit and left out
 * @param decimalLog whether {@code log} without a base has base 10; otherwise it is natural
 */
record Reading(boolean degrees, boolean decimalLog) {
    static final Reading USUAL = new Reading(true, false);
    static final Reading DECIMAL_LOG = new Reading(true, true);
    static final Reading BARE_DEGREES = new Reading(false, false);
}
