;; Loops over bytes, sixteen at a time, where the engine offers none that are as fast: finding bytes, and UTF-8 of what is not ASCII.
;; bytes.js holds this file assembled (python -m tests.assemble) and copies to and from its memory, a chunk at a time:
;;
;;       0  the needle, 256 bytes at most
;;    1024  the chunk: 64 KiB, and room for a needle that begins at its end
;;   69632  UTF-8: three bytes a unit at most
(module
  (memory (export "memory") 3)

  ;; Where the needle of $m bytes begins in [$from, $end), or -1. $even: only at even addresses.
  (func (export "find") (param $m i32) (param $from i32) (param $end i32) (param $even i32) (result i32)
    (local $first v128) (local $last v128) (local $tail i32) (local $limit i32) (local $mask i32) (local $at i32) (local $keep i32) (local $i i32)
    (local.set $tail (i32.sub (local.get $m) (i32.const 1)))
    (local.set $limit (i32.sub (local.get $end) (local.get $m)))
    (local.set $first (i8x16.splat (i32.load8_u (i32.const 0))))
    (local.set $last (i8x16.splat (i32.load8_u (local.get $tail))))
    (local.set $keep (select (i32.const 0x5555) (i32.const 0xffff) (local.get $even)))
    (block $blocks_done
      (loop $block
        ;; Four blocks in which the first byte nowhere stands are passed over at once.
        (block $candidates
          (loop $skip
            (br_if $candidates (i32.gt_s (i32.add (local.get $from) (i32.const 63)) (local.get $limit)))
            (br_if $candidates (v128.any_true (v128.or
              (v128.or (v128.and (i8x16.eq (v128.load (local.get $from)) (local.get $first))
                                 (i8x16.eq (v128.load (i32.add (local.get $from) (local.get $tail))) (local.get $last)))
                       (v128.and (i8x16.eq (v128.load offset=16 (local.get $from)) (local.get $first))
                                 (i8x16.eq (v128.load offset=16 (i32.add (local.get $from) (local.get $tail))) (local.get $last))))
              (v128.or (v128.and (i8x16.eq (v128.load offset=32 (local.get $from)) (local.get $first))
                                 (i8x16.eq (v128.load offset=32 (i32.add (local.get $from) (local.get $tail))) (local.get $last)))
                       (v128.and (i8x16.eq (v128.load offset=48 (local.get $from)) (local.get $first))
                                 (i8x16.eq (v128.load offset=48 (i32.add (local.get $from) (local.get $tail))) (local.get $last)))))))
            (local.set $from (i32.add (local.get $from) (i32.const 64)))
            (br $skip)))
        (br_if $blocks_done (i32.gt_s (i32.add (local.get $from) (i32.const 15)) (local.get $limit)))
        ;; A bit for each place where first and last byte fit.
        (local.set $mask (i32.and (local.get $keep) (i8x16.bitmask (v128.and
          (i8x16.eq (v128.load (local.get $from)) (local.get $first))
          (i8x16.eq (v128.load (i32.add (local.get $from) (local.get $tail))) (local.get $last))))))
        (block $none
          (loop $place
            (br_if $none (i32.eqz (local.get $mask)))
            (local.set $at (i32.add (local.get $from) (i32.ctz (local.get $mask))))
            (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
            (local.set $i (i32.const 1))
            (loop $byte
              (if (i32.ge_s (local.get $i) (local.get $tail)) (then (return (local.get $at))))
              (br_if $place (i32.ne (i32.load8_u (local.get $i)) (i32.load8_u (i32.add (local.get $at) (local.get $i)))))
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br $byte))))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br $block)))
    ;; The rest, byte by byte.
    (block $done
      (loop $next
        (br_if $done (i32.gt_s (local.get $from) (local.get $limit)))
        (local.set $i (i32.const 0))
        (block $differs
          (loop $byte
            (br_if $differs (i32.ne (i32.load8_u (local.get $i)) (i32.load8_u (i32.add (local.get $from) (local.get $i)))))
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if $byte (i32.lt_s (local.get $i) (local.get $m)))
            (return (local.get $from))))
        (local.set $from (i32.add (local.get $from) (select (i32.const 2) (i32.const 1) (local.get $even))))
        (br $next)))
    (i32.const -1))

  ;; UTF-16 in [$from, $end) as UTF-8 at $to; where that ends. Half a surrogate pair becomes U+FFFD.
  (func (export "encode") (param $from i32) (param $end i32) (param $to i32) (result i32)
    (local $units v128) (local $c i32) (local $low i32)
    (block $done
      (loop $next
        (if (i32.le_s (i32.add (local.get $from) (i32.const 16)) (local.get $end))
          (then
            (local.set $units (v128.load (local.get $from)))
            (if (i32.eqz (v128.any_true (v128.and (local.get $units) (i16x8.splat (i32.const 0xff80)))))
              (then
                (i64.store (local.get $to) (i64x2.extract_lane 0 (i8x16.narrow_i16x8_u (local.get $units) (local.get $units))))
                (local.set $from (i32.add (local.get $from) (i32.const 16)))
                (local.set $to (i32.add (local.get $to) (i32.const 8)))
                (br $next)))))
        (br_if $done (i32.ge_s (local.get $from) (local.get $end)))
        ;; Unit by unit, as long as they are not ASCII, and one more.
        (loop $unit
          (local.set $c (i32.load16_u (local.get $from)))
          (local.set $from (i32.add (local.get $from) (i32.const 2)))
          (if (i32.lt_u (local.get $c) (i32.const 0x80))
            (then
              (i32.store8 (local.get $to) (local.get $c))
              (local.set $to (i32.add (local.get $to) (i32.const 1)))
              (br $next)))
          (if (i32.lt_u (local.get $c) (i32.const 0x800))
            (then
              (i32.store16 (local.get $to) (i32.or (i32.or (i32.const 0x80c0) (i32.shr_u (local.get $c) (i32.const 6)))
                                                   (i32.shl (i32.and (local.get $c) (i32.const 0x3f)) (i32.const 8))))
              (local.set $to (i32.add (local.get $to) (i32.const 2))))
            (else
              (if (i32.eq (i32.and (local.get $c) (i32.const 0xf800)) (i32.const 0xd800))
                (then
                  (local.set $low (i32.const 0))
                  (if (i32.and (i32.lt_u (local.get $c) (i32.const 0xdc00)) (i32.lt_s (local.get $from) (local.get $end)))
                    (then (local.set $low (i32.load16_u (local.get $from)))))
                  (if (i32.eq (i32.and (local.get $low) (i32.const 0xfc00)) (i32.const 0xdc00))
                    (then
                      (local.set $from (i32.add (local.get $from) (i32.const 2)))
                      (local.set $c (i32.add (i32.const 0x10000) (i32.or
                        (i32.shl (i32.and (local.get $c) (i32.const 0x3ff)) (i32.const 10))
                        (i32.and (local.get $low) (i32.const 0x3ff)))))
                      (i32.store8 (local.get $to) (i32.or (i32.const 0xf0) (i32.shr_u (local.get $c) (i32.const 18))))
                      (i32.store8 offset=1 (local.get $to)
                        (i32.or (i32.const 0x80) (i32.and (i32.shr_u (local.get $c) (i32.const 12)) (i32.const 0x3f))))
                      (i32.store8 offset=2 (local.get $to)
                        (i32.or (i32.const 0x80) (i32.and (i32.shr_u (local.get $c) (i32.const 6)) (i32.const 0x3f))))
                      (i32.store8 offset=3 (local.get $to) (i32.or (i32.const 0x80) (i32.and (local.get $c) (i32.const 0x3f))))
                      (local.set $to (i32.add (local.get $to) (i32.const 4)))
                      (br_if $unit (i32.lt_s (local.get $from) (local.get $end)))
                      (br $next))
                    (else (local.set $c (i32.const 0xfffd))))))
              (i32.store16 (local.get $to) (i32.or (i32.or (i32.const 0x80e0) (i32.shr_u (local.get $c) (i32.const 12)))
                (i32.shl (i32.and (i32.shr_u (local.get $c) (i32.const 6)) (i32.const 0x3f)) (i32.const 8))))
              (i32.store8 offset=2 (local.get $to) (i32.or (i32.const 0x80) (i32.and (local.get $c) (i32.const 0x3f))))
              (local.set $to (i32.add (local.get $to) (i32.const 3)))))
          (br_if $unit (i32.lt_s (local.get $from) (local.get $end))))
        (br $next)))
    (local.get $to)))
