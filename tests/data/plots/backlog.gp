# Open tickets over time.
# Drawn from backlog.dat; after changes: gnuplot backlog.gp
# With fonts for every character in it, also in PNG:
# gnuplot -e 'all_glyphs = 1' backlog.gp
if (!exists('suffix')) suffix = ''
if (!exists('all_glyphs')) all_glyphs = 0
data = 'backlog.dat'
width = 1200
height = 700
set encoding utf8
do for [kind in 'svg png'] {
    reset
    has_boxes = kind eq 'png' && !all_glyphs
    face = kind eq 'png' ? 'DejaVu Sans' : 'sans-serif'
    strong = kind eq 'png' ? face.':Bold' : face
    if (kind eq 'png') {
        set terminal pngcairo size width, height noenhanced \
            font face.',12' background '#FFFFFF'
    } else {
        set terminal svg size width, height dynamic noenhanced \
            font face.',12' fontscale 4.0/3 background '#FFFFFF' name 'backlog'
    }
    set output 'backlog.'.kind.suffix
    set border 3 lw 1 lc rgb '#666666'
    set tics nomirror out scale 0.5 tc rgb '#222222'
    set grid ytics lt 1 lw 0.8 lc rgb '#DDDDDD'
    set key noenhanced tc rgb '#222222'
    set label 1 'Backlog: open tickets over time' at screen 20.0/width, screen 1-30.0/height left font strong.',16' tc rgb '#222222'
    set label 2 'Hand-made desk, 5 replications' at screen 20.0/width, screen 1-57.0/height left font face.',11' tc rgb '#666666'
    set label 3 'Means over equal bins of time. Band: one replication in ten lies below it, one above.' at screen 20.0/width, screen 14.0/height left font face.',10' tc rgb '#666666'
    set lmargin at screen 85.0/width
    set rmargin at screen 1-30.0/width
    set tmargin at screen 1-114.0/height
    set bmargin at screen 106.0/height
    set xrange [1767571200:1769385600]
    set xtics ("5 Jan\n2026" 1767571200, "7 Jan" 1767744000, "9 Jan" 1767916800, "11 Jan" 1768089600, "13 Jan" 1768262400, "15 Jan" 1768435200, "17 Jan" 1768608000, "19 Jan" 1768780800, "21 Jan" 1768953600, "23 Jan" 1769126400, "25 Jan" 1769299200)
    set object 1 rectangle from 1767571200, graph 0 to 1768176000, graph 1 behind fc rgb '#F0F0F0' fs solid noborder
    set label 4 'Local time' at graph 0.5, screen 38.0/height center tc rgb '#222222'
    set label 5 'Open tickets' at screen 20.0/width, screen 1-91.0/height left tc rgb '#222222'
    set key at screen 1-30.0/width, screen 1-78.0/height right top horizontal Left reverse samplen 1.5 width 2 maxrows 1
    set yrange [0:*]
    plot data using 1:3:4 with filledcurves fs solid noborder fc rgb '#BBDDF2' title '10 % to 90 %', \
        data using 1:2 with linespoints pt 7 ps 0.7 lw 2 lc rgb '#0072B2' title 'mean', \
        keyentry with boxes fs solid border rgb '#DDDDDD' fc rgb '#F0F0F0' title 'warm-up'
    unset output
}
