package io.srpo.train.loop;

import java.nio.file.Path;

/** Port to what writes the policy and its optimizer to a folder and reads them back, bit for bit. */
public interface PolicyStore {
    /** Writes weights (Hugging Face layout) and optimizer state. */
    void save(Path folder);

    /** Reads what {@link #save} wrote; the next update goes on as if nothing had happened. */
    void restore(Path folder);
}
