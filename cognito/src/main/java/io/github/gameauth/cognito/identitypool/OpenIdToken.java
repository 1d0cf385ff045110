// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.identitypool;

import io.github.gameauth.secret.Secret;

/**
 * A token in which an identity pool says who somebody is: signed RS512 by {@code
 * https://cognito-identity.amazonaws.com}, for the identity pool as audience. Lives 10 minutes in
 * the basic flow, 15 minutes to 24 hours for developer identities.
 *
 * @param identity whom it is about; its {@code sub}
 * @param token the token; not verified here
 */
public record OpenIdToken(IdentityId identity, Secret token) {}
