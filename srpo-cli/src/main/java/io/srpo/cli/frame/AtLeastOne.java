package io.srpo.cli.frame;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A count that makes sense from 1 on; what is less, or no whole number, is bad usage. */
public final class AtLeastOne implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        try {
            int value = Integer.parseInt(text);
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told as what is too small is.
        }
        throw new TypeConversionException("'" + text + "' is not a whole number of at least 1");
    }
}
