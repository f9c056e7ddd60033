@NullMarked
package io.lotledger.export.request;

import org.jspecify.annotations.NullMarked;
