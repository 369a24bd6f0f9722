package io.srpo.engine.tokenizer.template;

import java.util.HashMap;
import java.util.Map;

/** What {@code namespace(..)} makes: fields that a loop can set for those around it. */
record Namespace(Map<String, Object> fields) {
    Namespace() {
        this(new HashMap<>());
    }
}
