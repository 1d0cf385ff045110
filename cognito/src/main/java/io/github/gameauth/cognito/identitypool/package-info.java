// SPDX-License-Identifier: Apache-2.0

/**
 * Identity pools: AWS credentials for players, guests included, who show who they are by logins at
 * other places. Open {@link io.github.gameauth.cognito.identitypool.IdentityPool} first, and {@link
 * io.github.gameauth.cognito.identitypool.RefreshingCredentials} for credentials that last.
 */
@NullMarked
package io.github.gameauth.cognito.identitypool;

import org.jspecify.annotations.NullMarked;
