/** The code verifier: does a program pass its tests? Programs run only behind a wall of {@code io.srpo.verify.sandbox}. */
@NullMarked
package io.srpo.verify.code;

import org.jspecify.annotations.NullMarked;
