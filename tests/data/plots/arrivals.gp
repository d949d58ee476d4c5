# Arrivals by hour of the week.
# Drawn from arrivals.dat; after changes: gnuplot arrivals.gp
# With fonts for every character in it, also in PNG:
# gnuplot -e 'all_glyphs = 1' arrivals.gp
if (!exists('suffix')) suffix = ''
if (!exists('all_glyphs')) all_glyphs = 0
data = 'arrivals.dat'
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
            font face.',12' fontscale 4.0/3 background '#FFFFFF' name 'arrivals'
    }
    set output 'arrivals.'.kind.suffix
    set border 3 lw 1 lc rgb '#666666'
    set tics nomirror out scale 0.5 tc rgb '#222222'
    set grid ytics lt 1 lw 0.8 lc rgb '#DDDDDD'
    set key noenhanced tc rgb '#222222'
    set label 1 'Arrivals by hour of the week' at screen 20.0/width, screen 1-30.0/height left font strong.',16' tc rgb '#222222'
    set label 2 'Hand-made desk, 5 replications' at screen 20.0/width, screen 1-57.0/height left font face.',11' tc rgb '#666666'
    set label 3 'All tickets that come in, on average over the weeks of the window.' at screen 20.0/width, screen 14.0/height left font face.',10' tc rgb '#666666'
    set lmargin at screen 85.0/width
    set rmargin at screen 1-30.0/width
    set tmargin at screen 1-114.0/height
    set bmargin at screen 106.0/height
    set label 4 'Local time' at graph 0.5, screen 38.0/height center tc rgb '#222222'
    set label 5 'Tickets per hour' at screen 20.0/width, screen 1-91.0/height left tc rgb '#222222'
    set xrange [0:168]
    set xtics scale 0 ('6' 6, "12\nMon" 12, '18' 18, '6' 30, "12\nTue" 36, '18' 42, '6' 54, "12\nWed" 60, '18' 66, '6' 78, "12\nThu" 84, '18' 90, '6' 102, "12\nFri" 108, '18' 114, '6' 126, "12\nSat" 132, '18' 138, '6' 150, "12\nSun" 156, '18' 162)
    set arrow 1 from 24, graph 0 to 24, graph 1 nohead lw 1 lc rgb '#DDDDDD' back
    set arrow 2 from 48, graph 0 to 48, graph 1 nohead lw 1 lc rgb '#DDDDDD' back
    set arrow 3 from 72, graph 0 to 72, graph 1 nohead lw 1 lc rgb '#DDDDDD' back
    set arrow 4 from 96, graph 0 to 96, graph 1 nohead lw 1 lc rgb '#DDDDDD' back
    set arrow 5 from 120, graph 0 to 120, graph 1 nohead lw 1 lc rgb '#DDDDDD' back
    set arrow 6 from 144, graph 0 to 144, graph 1 nohead lw 1 lc rgb '#DDDDDD' back
    unset key
    set yrange [0:*]
    plot data using ($1 + 0.5):2:(1.03) with boxes fs solid noborder fc rgb '#0072B2'
    unset output
}
