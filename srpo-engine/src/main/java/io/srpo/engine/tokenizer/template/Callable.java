package io.srpo.engine.tokenizer.template;

import java.util.List;
import java.util.Map;

/** A function that a template can call. */
@FunctionalInterface
public interface Callable {
    /** Values are String, Boolean, Long, Double, List, Map or a {@link Missing}. */
    Object call(List<Object> arguments, Map<String, Object> named);
}
