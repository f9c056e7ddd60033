/** What the search box looks in: names, codes and document numbers by their parts, and the keys that events use. */
@NullMarked
package io.lotledger.projections.find;

import org.jspecify.annotations.NullMarked;
