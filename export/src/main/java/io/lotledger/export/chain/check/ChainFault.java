package io.lotledger.export.chain.check;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One difference, located.
 *
 * @param leafIndex number of the entry in the tree of its organisation, from 0
 * @param checkpoint sequence of the checkpoint concerned
 */
public record ChainFault(
        UUID organisation,
        FaultKind kind,
        @Nullable Long leafIndex,
        @Nullable Long logPosition,
        @Nullable Long checkpoint,
        String message) {}
