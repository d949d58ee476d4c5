# Utilisation by hour of the week and group.
# Drawn from utilisation.dat; after changes: gnuplot utilisation.gp
# With fonts for every character in it, also in PNG:
# gnuplot -e 'all_glyphs = 1' utilisation.gp
if (!exists('suffix')) suffix = ''
if (!exists('all_glyphs')) all_glyphs = 0
data = 'utilisation.dat'
width = 1200
height = 348
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
            font face.',12' fontscale 4.0/3 background '#FFFFFF' name 'utilisation'
    }
    set output 'utilisation.'.kind.suffix
    set border 3 lw 1 lc rgb '#666666'
    set tics nomirror out scale 0.5 tc rgb '#222222'
    set grid ytics lt 1 lw 0.8 lc rgb '#DDDDDD'
    set key noenhanced tc rgb '#222222'
    set label 1 'Utilisation by hour of the week' at screen 20.0/width, screen 1-30.0/height left font strong.',16' tc rgb '#222222'
    set label 2 'Hand-made desk, 5 replications' at screen 20.0/width, screen 1-57.0/height left font face.',11' tc rgb '#666666'
    set label 3 'Regular hours only. Grey: nobody on duty.' at screen 20.0/width, screen 14.0/height left font face.',10' tc rgb '#666666'
    set lmargin at screen 275.0/width
    set rmargin at screen 1-115.0/width
    set tmargin at screen 1-114.0/height
    set bmargin at screen 106.0/height
    set label 4 'Local time' at graph 0.5, screen 38.0/height center tc rgb '#222222'
    set label 5 'Busy share of the time on duty' at screen 20.0/width, screen 1-91.0/height left tc rgb '#222222'
    set xrange [0:168]
    set xtics scale 0 ('6' 6, "12\nMon" 12, '18' 18, '6' 30, "12\nTue" 36, '18' 42, '6' 54, "12\nWed" 60, '18' 66, '6' 78, "12\nThu" 84, '18' 90, '6' 102, "12\nFri" 108, '18' 114, '6' 126, "12\nSat" 132, '18' 138, '6' 150, "12\nSun" 156, '18' 162)
    set arrow 1 from 24, graph 0 to 24, graph 1 nohead lw 1 lc rgb '#FFFFFF' front
    set arrow 2 from 48, graph 0 to 48, graph 1 nohead lw 1 lc rgb '#FFFFFF' front
    set arrow 3 from 72, graph 0 to 72, graph 1 nohead lw 1 lc rgb '#FFFFFF' front
    set arrow 4 from 96, graph 0 to 96, graph 1 nohead lw 1 lc rgb '#FFFFFF' front
    set arrow 5 from 120, graph 0 to 120, graph 1 nohead lw 1 lc rgb '#FFFFFF' front
    set arrow 6 from 144, graph 0 to 144, graph 1 nohead lw 1 lc rgb '#FFFFFF' front
    unset grid
    unset key
    set object 1 rectangle from graph 0, 0 to graph 1, 1 behind fc rgb '#F0F0F0' fs solid noborder
    set yrange [1:0]
    set ytics scale 0 ('L1' 0.5)
    set palette defined (0 '#FFFFD9', 50 '#7FCDBB', 75 '#1D91C0', 90 '#253494', 100 '#081D58')
    set cbrange [0:100]
    set cbtics 0, 25, 100 format '%.0f %%'
    set colorbox user origin screen 1-95.0/width, screen 106.0/height size screen 18.0/width, screen 1-220.0/height
    plot data using ($3 >= 0 ? $2 + 0.5 : NaN):($1 + 0.5):(0.52):(0.46):3 with boxxyerror fs solid noborder fc palette
    unset output
}
