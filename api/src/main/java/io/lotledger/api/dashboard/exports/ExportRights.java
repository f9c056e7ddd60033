package io.lotledger.api.dashboard.exports;

import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import java.util.stream.Stream;

/**
 * What a caller may do with exports. The page leaves out everything else.
 *
 * @param asks for exports, and downloads them
 * @param replays the events of a job, and verifies its workbook
 * @param seesLots whether the pages of lots open for the caller
 * @param operates whether the page System opens for the caller
 */
record ExportRights(boolean asks, boolean replays, boolean seesLots, boolean operates) {
    static ExportRights of(Caller caller) {
        return new ExportRights(
                has(caller, Role.EXPORT, Role.ADMIN),
                has(caller, Role.AUDIT, Role.ADMIN),
                has(caller, Role.QUERY, Role.EXPORT, Role.ADMIN),
                has(caller, Role.ADMIN));
    }

    private static boolean has(Caller caller, Role... roles) {
        return Stream.of(roles).anyMatch(caller.roles()::contains);
    }
}
