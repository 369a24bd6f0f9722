package io.srpo.core.task;

/**
 * What kind of problem a task is; decides its verifier. Open, so that a user can add one.
 *
 * @param name lower case, as written in configuration and ledger
 */
public record Domain(String name) {
    public static final Domain MATH = new Domain("math");
    public static final Domain CODE = new Domain("code");

    @Override
    public String toString() {
        return name;
    }
}
