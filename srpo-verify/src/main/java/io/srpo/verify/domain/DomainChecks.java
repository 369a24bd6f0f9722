package io.srpo.verify.domain;

import io.srpo.core.SrpoException;
import io.srpo.core.reward.Verifier;
import io.srpo.core.task.Domain;
import io.srpo.verify.math.extract.AnswerExtractor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the verifier of a domain that is neither math nor code. */
public final class DomainChecks {
    private DomainChecks() {}

    /**
     * The verifier that configuration asks for.
     *
     * @param source a Java file (its name ends in {@code .java}) or a class's full name, as {@code verifiers: {domain: ..}} names it; null when
     *     it names none
     * @throws SrpoException (input) when there is none, or when it cannot be compiled, loaded or made
     */
    public static Verifier of(Domain domain, @Nullable String source, AnswerExtractor extractor) {
        if (source == null) {
            throw SrpoException.input("there is no verifier for the domain \"" + domain
                    + "\"; write a class that implements " + DomainCheck.class.getName()
                    + " and name it in the configuration, as in verifiers: {" + domain + ": MyCheck.java}");
        }
        Object made = make(domain, source);
        if (made instanceof DomainCheck check) {
            return new CheckedDomain(domain, extractor, check);
        } else if (made instanceof Verifier verifier) {
            if (!verifier.domain().equals(domain)) {
                throw SrpoException.input("verifiers." + domain + ": " + source + " is a verifier for the domain \""
                        + verifier.domain() + "\"");
            }
            return verifier;
        }
        throw SrpoException.input("verifiers." + domain + ": " + source + " has to implement "
                + DomainCheck.class.getName() + " (or " + Verifier.class.getName() + ", for full control)");
    }

    private static Object make(Domain domain, String source) {
        String key = "verifiers." + domain;
        try {
            Class<?> type = source.endsWith(".java")
                    ? SourceFile.load(Path.of(source), key)
                    : Class.forName(source, true, DomainChecks.class.getClassLoader());
            return type.getConstructor().newInstance();
        } catch (ClassNotFoundException | LinkageError e) {
            throw SrpoException.input(
                    key + ": there is no class " + source
                            + " on the class path; name a .java file, or put the class's jar into SRPO_CLASSPATH",
                    e);
        } catch (ReflectiveOperationException e) {
            throw SrpoException.input(
                    key + ": " + source + " cannot be made (" + cause(e)
                            + "); it has to be public with a public constructor without parameters",
                    e);
        }
    }

    private static Throwable cause(Throwable e) {
        return e.getCause() == null ? e : e.getCause();
    }
}
