package io.srpo.data.read;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a run's manifest says a data file was. */
public final class FileHash {
    private FileHash() {}

    /** SHA-256 of a file's bytes, 64 lower-case hexadecimal digits. @throws SrpoException (input) when it cannot be read */
    public static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw SrpoException.input("cannot read " + file + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw SrpoException.internal("this Java has no SHA-256", e);
        }
    }
}
