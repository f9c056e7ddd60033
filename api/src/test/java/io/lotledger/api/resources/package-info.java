@NullMarked
package io.lotledger.api.resources;

import org.jspecify.annotations.NullMarked;
