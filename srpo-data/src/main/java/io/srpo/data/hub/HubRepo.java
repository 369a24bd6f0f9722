package io.srpo.data.hub;

import io.srpo.core.SrpoException;
import java.util.regex.Pattern;

/**
 * A repository of the Hub.
 *
 * @param id {@code owner/name}, or a bare name of the Hub's first sets
 * @param revision branch, tag or commit
 */
public record HubRepo(Kind kind, String id, String revision) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?");

    /** What it holds. */
    public enum Kind {
        DATASET("datasets"),
        MODEL("models");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        String plural() {
            return plural;
        }
    }

    /** @throws SrpoException (usage) when the id is none */
    public HubRepo {
        if (!ID.matcher(id).matches()) {
            throw SrpoException.usage("\"" + id + "\" is no name of the Hub; give owner/name, such as openai/gsm8k");
        }
        if (!revision.matches("[A-Za-z0-9._/-]+") || revision.contains("..")) {
            throw SrpoException.usage("\"" + revision + "\" is no revision");
        }
    }

    /** Where the Hub tells what the repository holds. */
    String listing() {
        return "/api/" + kind.plural() + "/" + id + "/revision/" + revision;
    }

    String file(String commit, String name) {
        return (kind == Kind.DATASET ? "/datasets/" : "/") + id + "/resolve/" + commit + "/" + name;
    }

    /** The folder's name in the cache. */
    String folder() {
        return kind.plural() + "--" + id.replace("/", "--");
    }
}
