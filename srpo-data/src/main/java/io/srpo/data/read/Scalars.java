package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers of a data file as text. */
final class Scalars {
    /** Beyond this many digits a number stays in scientific form: 1e999999999 must not become a gigabyte of zeros. */
    private static final int LONGEST_PLAIN = 400;

    private Scalars() {}

    /** Text as it is; a number without a useless ".0"; null for anything else. */
    static @Nullable String text(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBigDecimal()) {
            BigDecimal exact = value.decimalValue().stripTrailingZeros();
            boolean plain = Math.abs((long) exact.scale()) + exact.precision() <= LONGEST_PLAIN;
            return plain ? exact.toPlainString() : exact.toString();
        }
        return value.isNumber() ? value.asText() : null;
    }
}
