package io.srpo.train.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** An opening and a closing tag, written {@code [<think>, </think>]}. */
public record Tags(String open, String close) {
    @JsonCreator
    static Tags of(List<String> pair) {
        return new Tags(pair.get(0), pair.get(1));
    }

    /** Opening, then closing. */
    @JsonValue
    public List<String> pair() {
        return List.of(open, close);
    }
}
