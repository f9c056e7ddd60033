/** The pages of places and products: what the rule still needs of each, and the forms that describe them. */
@NullMarked
package io.lotledger.api.dashboard.masterdata;

import org.jspecify.annotations.NullMarked;
