// SPDX-License-Identifier: Apache-2.0
/**
 * Accounts, the identities that lead to them, and what games call them. Open {@link
 * io.github.gameauth.account.Accounts} first; {@link io.github.gameauth.account.AccountStore} is
 * where they are kept.
 */
@NullMarked
package io.github.gameauth.account;

import org.jspecify.annotations.NullMarked;
