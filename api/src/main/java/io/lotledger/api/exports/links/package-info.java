/** Links that open an export to a regulator without a key: made, listed and revoked over HTTP. */
@NullMarked
package io.lotledger.api.exports.links;

import org.jspecify.annotations.NullMarked;
