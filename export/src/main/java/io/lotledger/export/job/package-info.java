/** The stored events of an export job and their parts. Their class names are permanent. */
@NullMarked
package io.lotledger.export.job;

import org.jspecify.annotations.NullMarked;
