/** What runs inside the sandbox beside a Java candidate; depends on nothing but the JDK. */
@NullMarked
package io.srpo.verify.code.inside;

import org.jspecify.annotations.NullMarked;
