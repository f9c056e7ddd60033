/** Removes workbooks that have expired and objects that no job refers to. */
@NullMarked
package io.lotledger.export.retention;

import org.jspecify.annotations.NullMarked;
