@NullMarked
package io.lotledger.api.problem;

import org.jspecify.annotations.NullMarked;
