// SPDX-License-Identifier: Apache-2.0
/**
 * Signing keys in AWS Secrets Manager, for a user who brings the AWS SDK and a client. Open {@link
 * io.github.gameauth.storage.secretsmanager.SecretsManagerKeyStore}.
 */
@NullMarked
package io.github.gameauth.storage.secretsmanager;

import org.jspecify.annotations.NullMarked;
