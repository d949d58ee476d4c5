# Time to resolve, by priority.
# Drawn from resolution_times.dat; after changes: gnuplot resolution_times.gp
# With fonts for every character in it, also in PNG:
# gnuplot -e 'all_glyphs = 1' resolution_times.gp
if (!exists('suffix')) suffix = ''
if (!exists('all_glyphs')) all_glyphs = 0
data = 'resolution_times.dat'
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
            font face.',12' fontscale 4.0/3 background '#FFFFFF' name 'resolution_times'
    }
    set output 'resolution_times.'.kind.suffix
    set border 3 lw 1 lc rgb '#666666'
    set tics nomirror out scale 0.5 tc rgb '#222222'
    set grid ytics lt 1 lw 0.8 lc rgb '#DDDDDD'
    set key noenhanced tc rgb '#222222'
    set label 1 'Time to resolve by priority, incidents' at screen 20.0/width, screen 1-30.0/height left font strong.',16' tc rgb '#222222'
    set label 2 'Hand-made desk, 5 replications' at screen 20.0/width, screen 1-57.0/height left font face.',11' tc rgb '#666666'
    set label 3 'Dots: the clock time that the target leaves the median ticket (pauses left out). "Met" is by the SLA''s own clock.' at screen 20.0/width, screen 14.0/height left font face.',10' tc rgb '#666666'
    set lmargin at screen 85.0/width
    set rmargin at screen 1-350.0/width
    set tmargin at screen 1-114.0/height
    set bmargin at screen 106.0/height
    set label 4 'From arrival to last resolution, clock time (log scale)' at graph 0.5, screen 38.0/height center tc rgb '#222222'
    set label 5 'Share of tickets resolved by then' at screen 20.0/width, screen 1-91.0/height left tc rgb '#222222'
    set logscale x
    set xrange [0.401506:161.3]
    set yrange [0:100]
    set format y '%.0f %%'
    set key at graph 1.02, graph 1 left top Left reverse samplen 2 spacing 1.3 title 'Priority: target to resolve' left
    set xtics ('30 min' 0.5, '1 h' 1, '2 h' 2, '4 h' 4, '8 h' 8, '1 d' 24, '2 d' 48, '4 d' 96)
    plot data index 0 using 1:2 with lines lw 3 lc rgb '#DDDDDD' title 'all', \
        data index 1 using 1:2 with lines lw 2 dt 1 lc rgb '#D55E00' title 'P1'.': 2 h, 65.0 % met', \
        data index 4 every ::0::0 using 2:5 with impulses lw 1.5 dt 2 lc rgb '#D55E00' notitle, \
        data index 4 every ::0::0 using 2:5 with points pt 7 ps 1.2 lc rgb '#D55E00' notitle, \
        data index 2 using 1:2 with lines lw 2 dt 1 lc rgb '#E69F00' title 'P2'.': 8 business h, 60.0 % met', \
        data index 4 every ::1::1 using 2:5 with impulses lw 1.5 dt 2 lc rgb '#E69F00' notitle, \
        data index 4 every ::1::1 using 2:5 with points pt 7 ps 1.2 lc rgb '#E69F00' notitle, \
        data index 3 using 1:2 with lines lw 2 dt 1 lc rgb '#009E73' title 'P3'.': 3 business days, 100 % met', \
        data index 4 every ::2::2 using 2:5 with impulses lw 1.5 dt 2 lc rgb '#009E73' notitle, \
        data index 4 every ::2::2 using 2:5 with points pt 7 ps 1.2 lc rgb '#009E73' notitle
    unset output
}
