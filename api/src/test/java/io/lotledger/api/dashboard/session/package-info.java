@NullMarked
package io.lotledger.api.dashboard.session;

import org.jspecify.annotations.NullMarked;
