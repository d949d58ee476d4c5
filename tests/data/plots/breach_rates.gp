# SLA breaches by priority.
# Drawn from breach_rates.dat; after changes: gnuplot breach_rates.gp
# With fonts for every character in it, also in PNG:
# gnuplot -e 'all_glyphs = 1' breach_rates.gp
if (!exists('suffix')) suffix = ''
if (!exists('all_glyphs')) all_glyphs = 0
data = 'breach_rates.dat'
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
            font face.',12' fontscale 4.0/3 background '#FFFFFF' name 'breach_rates'
    }
    set output 'breach_rates.'.kind.suffix
    set border 3 lw 1 lc rgb '#666666'
    set tics nomirror out scale 0.5 tc rgb '#222222'
    set grid ytics lt 1 lw 0.8 lc rgb '#DDDDDD'
    set key noenhanced tc rgb '#222222'
    set label 1 'SLA breaches by priority, incidents' at screen 20.0/width, screen 1-30.0/height left font strong.',16' tc rgb '#222222'
    set label 2 'Hand-made desk, 5 replications' at screen 20.0/width, screen 1-57.0/height left font face.',11' tc rgb '#666666'
    set label 3 'Share of the tickets that have such a target; no bar: none has. Whiskers: 95 % intervals.' at screen 20.0/width, screen 14.0/height left font face.',10' tc rgb '#666666'
    set lmargin at screen 85.0/width
    set rmargin at screen 1-30.0/width
    set tmargin at screen 1-114.0/height
    set bmargin at screen 106.0/height
    set label 4 'Priority' at graph 0.5, screen 38.0/height center tc rgb '#222222'
    set label 5 'Share of tickets that break the target' at screen 20.0/width, screen 1-91.0/height left tc rgb '#222222'
    set key at screen 1-30.0/width, screen 1-78.0/height right top horizontal Left reverse samplen 1.5 width 2 maxrows 1
    set xrange [-0.6:2.6]
    set xtics scale 0 ('P1' 0, 'P2' 1, 'P3' 2)
    set yrange [0:59.3439]
    set format y '%.10g %%'
    figures(x) = x == 0 ? '0' : x < 0.1 ? '<0.1' : \
        x < 99.95 ? sprintf('%.1f', x) : '100'
    plot data using ($1 - 0.19):2:(0.34) with boxes fs solid noborder fc rgb '#56B4E9' title 'response', \
        data using ($1 - 0.19):3:(0):($4 - $3) with vectors heads size screen 0.004, 90 lw 1.5 lc rgb '#222222' notitle, \
        data using ($1 - 0.19):5:(figures($2)) with labels offset 0, 0.6 font face.',11' tc rgb '#222222' notitle, \
        data using ($1 + 0.19):6:(0.34) with boxes fs solid noborder fc rgb '#0072B2' title 'resolution', \
        data using ($1 + 0.19):7:(0):($8 - $7) with vectors heads size screen 0.004, 90 lw 1.5 lc rgb '#222222' notitle, \
        data using ($1 + 0.19):9:(figures($6)) with labels offset 0, 0.6 font face.',11' tc rgb '#222222' notitle
    unset output
}
