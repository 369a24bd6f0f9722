package io.srpo.core.reflection;

/** How often each kind of reflection was met in a text. */
public record ReflectionCounts(int recheck, int hesitation, int exploration) {
    public int total() {
        return recheck + hesitation + exploration;
    }
}
