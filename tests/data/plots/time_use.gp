# What the time to resolve is made of.
# Drawn from time_use.dat; after changes: gnuplot time_use.gp
# With fonts for every character in it, also in PNG:
# gnuplot -e 'all_glyphs = 1' time_use.gp
if (!exists('suffix')) suffix = ''
if (!exists('all_glyphs')) all_glyphs = 0
data = 'time_use.dat'
width = 1200
height = 406
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
            font face.',12' fontscale 4.0/3 background '#FFFFFF' name 'time_use'
    }
    set output 'time_use.'.kind.suffix
    set border 3 lw 1 lc rgb '#666666'
    set tics nomirror out scale 0.5 tc rgb '#222222'
    set grid ytics lt 1 lw 0.8 lc rgb '#DDDDDD'
    set key noenhanced tc rgb '#222222'
    set label 1 'What the time to resolve is made of, incidents' at screen 20.0/width, screen 1-30.0/height left font strong.',16' tc rgb '#222222'
    set label 2 'Hand-made desk, 5 replications' at screen 20.0/width, screen 1-57.0/height left font face.',11' tc rgb '#666666'
    set label 3 'Means, clock time, closed hours included. The rest: work interrupted by closing time, reopened tickets'' time as resolved.' at screen 20.0/width, screen 14.0/height left font face.',10' tc rgb '#666666'
    set lmargin at screen 85.0/width
    set rmargin at screen 1-85.0/width
    set tmargin at screen 1-114.0/height
    set bmargin at screen 106.0/height
    set label 4 'Hours from arrival to last resolution' at graph 0.5, screen 38.0/height center tc rgb '#222222'
    set label 5 'Priority' at screen 20.0/width, screen 1-91.0/height left tc rgb '#222222'
    set key at screen 1-30.0/width, screen 1-78.0/height right top horizontal Left reverse samplen 1.5 width 2 maxrows 1
    unset grid
    set grid xtics lt 1 lw 0.8 lc rgb '#DDDDDD'
    set xrange [0:*]
    set yrange [2.5:-0.5]
    set ytics scale 0 ('P1' 0, 'P2' 1, 'P3' 2)
    plot data using 2:1:(0):2:($1 - 0.32):($1 + 0.32) with boxxyerror fs solid noborder fc rgb '#D55E00' title 'waiting', \
        data using 3:1:2:3:($1 - 0.32):($1 + 0.32) with boxxyerror fs solid noborder fc rgb '#56B4E9' title 'on hold', \
        data using 4:1:3:4:($1 - 0.32):($1 + 0.32) with boxxyerror fs solid noborder fc rgb '#0072B2' title 'hands-on', \
        data using 5:1:4:5:($1 - 0.32):($1 + 0.32) with boxxyerror fs solid noborder fc rgb '#DDDDDD' title 'rest', \
        data using 5:1:(sprintf('%.3g h', $5)) with labels left offset 0.6, 0 font face.',11' tc rgb '#222222' notitle
    unset output
}
