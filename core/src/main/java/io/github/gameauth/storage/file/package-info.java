// SPDX-License-Identifier: Apache-2.0
/**
 * Keys in files of one's own: {@link io.github.gameauth.storage.file.FileKeyStore} keeps signing
 * keys that rotate, {@link io.github.gameauth.storage.file.PemKeys} reads one that exists already.
 * Both mind who may read the files.
 */
@NullMarked
package io.github.gameauth.storage.file;

import org.jspecify.annotations.NullMarked;
