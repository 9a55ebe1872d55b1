#!/usr/bin/env bash
# Makes the recordings and the artwork of articles/ with ffmpeg, which is not needed to run the tests: the files are committed.
# Lengths and rates differ, so that no two files, durations or sizes are equal. It prints the durations, which
# expected-episodes.ts repeats.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/articles"

make() {
  local file=$1 seconds=$2
  shift 2
  # A tone that comes and goes: frames of a variable rate differ in length then.
  ffmpeg -v error -y -f lavfi -i "aevalsrc='0.4*sin(2*PI*(300+40*t)*t)*gt(mod(t,2),1)':d=$seconds:s=16000" \
    -fflags +bitexact -flags:a +bitexact -map_metadata -1 -ac 1 "$@" "$file"
}

chapters() {
  printf ';FFMETADATA1\n'
  printf '[CHAPTER]\nTIMEBASE=1/1000\nSTART=%d\nEND=%d\ntitle=%s\n' "$@"
}

make hello.mp3 3 -c:a libmp3lame -b:a 8k -ar 16000 -write_xing 0
make harbour.mp3 12 -c:a libmp3lame -b:a 16k
make nets.mp3 14 -c:a libmp3lame -q:a 8
make salt.m4a 9 -c:a aac -b:a 12k
make bells.ogg 8 -c:a libvorbis -q:a -1
make pilots.mp3 11 -c:a libmp3lame -q:a 9
make winter.m4a 4 -c:a aac -b:a 16k
make ice.m4a 6 -c:a aac -b:a 12k
make locks.mp3 13 -c:a libmp3lame -b:a 24k
make tugs.mp3 10 -c:a libmp3lame -b:a 8k -ar 16000
make foghorn.ogg 7 -c:a libvorbis -q:a 0
make spring.mp3 16 -c:a libmp3lame -q:a 7

ffmpeg -v error -y -i ice.m4a -f lavfi -i "color=c=teal:s=64x64:r=1:d=6" -map 0 -map 1 -c:a copy -c:v libx264 \
  -fflags +bitexact -flags:v +bitexact -movflags +faststart ice.mp4
rm ice.m4a

add_chapters() {
  local file=$1 ending=${1##*.}
  shift
  chapters "$@" >chapters.txt
  ffmpeg -v error -y -i "$file" -i chapters.txt -map_chapters 1 -c copy -fflags +bitexact -movflags +faststart "with.$ending"
  mv "with.$ending" "$file"
  rm chapters.txt
}

add_chapters locks.mp3 0 5000 "Before the ice" 5000 13000 "The lock keeper"
add_chapters salt.m4a 0 3000 "Port" 3000 9000 "Starboard"

ffmpeg -v error -y -f lavfi -i color=c=teal:s=1400x1400 -frames:v 1 -q:v 20 -flags:v +bitexact artwork.jpg
ffmpeg -v error -y -f lavfi -i color=c=navy:s=1400x1400 -frames:v 1 -pix_fmt rgb24 -flags:v +bitexact winter.png

for file in *.mp3 *.m4a *.ogg *.mp4; do
  printf '%s ' "$file"
  ffprobe -v error -show_entries format=duration -of csv=p=0 "$file"
done
