package io.srpo.data.hub;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The contents of a repository's files, each under its checksum; snapshots link to them. */
final class HubBlobs {
    private static final int TRIES = 8;

    private final Path folder;
    private final HubHttp http;
    private final HubGet.Progress progress;

    HubBlobs(Path folder, HubHttp http, HubGet.Progress progress) {
        this.folder = folder;
        this.http = http;
        this.progress = progress;
    }

    /** The file in the snapshot, fetched unless it is there. */
    Path file(HubRepo repo, String commit, String name, Path snapshot) throws IOException {
        Path link = snapshot.resolve(name);
        if (Files.exists(link)) {
            return link;
        }
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        Path part = blobs.resolve(commit + "-" + HexFormat.of().toHexDigits(name.hashCode()) + ".incomplete");
        String checksum = fetch(repo.file(commit, name.replace(" ", "%20")), name, part);
        String found = checksum(part, checksum);
        if (checksum != null && !checksum.equals(found)) {
            Files.delete(part);
            throw SrpoException.resource(name + " of " + repo.id() + " came with the checksum " + found + ", not "
                    + checksum + " as the Hub says; fetch it again");
        }
        Path blob = blobs.resolve(found);
        Files.move(part, blob, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Path place = Objects.requireNonNull(link.toAbsolutePath().getParent());
        Files.createDirectories(place);
        try {
            Files.createSymbolicLink(link, place.relativize(blob.toAbsolutePath()));
        } catch (IOException | UnsupportedOperationException e) {
            // Some systems allow no links; then the file itself stands there, as huggingface_hub does it too.
            Files.copy(blob, link);
        }
        return link;
    }

    /** Fetches what is missing of a part; the checksum that the Hub tells. */
    private @Nullable String fetch(String path, String name, Path part) throws IOException {
        for (int attempt = 1; ; attempt++) {
            long have = Files.exists(part) ? Files.size(part) : 0;
            HubHttp.Answer answer = http.get(path, have);
            boolean goesOn = answer.status() == 206;
            try (InputStream body = answer.body()) {
                if (answer.status() == 416) {
                    return answer.etag();
                }
                copy(body, part, goesOn ? have : 0, name, answer.size());
                long size = Files.size(part);
                if (answer.size() < 0 || size == answer.size()) {
                    return answer.etag();
                }
                if (size > answer.size()) {
                    Files.delete(part);
                }
                throw new IOException("the connection ended after " + size + " of " + answer.size() + " bytes");
            } catch (IOException e) {
                if (attempt >= TRIES) {
                    throw http.unreachable(e);
                }
                http.pause(attempt);
            }
        }
    }

    private void copy(InputStream body, Path part, long have, String name, long size) throws IOException {
        StandardOpenOption how = have > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            byte[] buffer = new byte[1 << 16];
            long bytes = have;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                out.write(buffer, 0, n);
                bytes += n;
                progress.at(name, bytes, size);
            }
        }
    }

    /** SHA-256, or as git has it SHA-1 of "blob", the size and the content: whichever the Hub's own is. */
    private static String checksum(Path file, @Nullable String like) throws IOException {
        try {
            boolean git = like != null && like.length() == 40;
            MessageDigest digest = MessageDigest.getInstance(git ? "SHA-1" : "SHA-256");
            if (git) {
                digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw SrpoException.internal("this Java lacks a checksum", e);
        }
    }
}
