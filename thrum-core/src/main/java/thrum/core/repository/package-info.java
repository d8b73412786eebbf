/** Where Thrum's files of a repository are, and how they come to be (03 §1). */
@NullMarked
package thrum.core.repository;

import org.jspecify.annotations.NullMarked;
