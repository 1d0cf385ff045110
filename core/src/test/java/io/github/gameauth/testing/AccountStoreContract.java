// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

/**
 * What every {@code AccountStore} and its {@code GuestStore} must do; each engine's test implements
 * it. One part a file, in the order of an account's life.
 */
public interface AccountStoreContract
    extends FirstVisitContract,
        GuestStoreContract,
        LinkContract,
        UnlinkContract,
        TransferContract,
        MergeContract,
        SessionEndContract,
        BanContract,
        DeletionContract,
        HistoryContract {}
