/** The page that a regulator opens by a link: one export, its files, its history and its verification, without a key. */
@NullMarked
package io.lotledger.api.regulator;

import org.jspecify.annotations.NullMarked;
