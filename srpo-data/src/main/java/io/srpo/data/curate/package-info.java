/** Curation: from many files one clean one, with every removal counted and shown; and a look at what a file holds. */
@NullMarked
package io.srpo.data.curate;

import org.jspecify.annotations.NullMarked;
