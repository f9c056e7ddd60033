@NullMarked
package io.lotledger.export.job;

import org.jspecify.annotations.NullMarked;
